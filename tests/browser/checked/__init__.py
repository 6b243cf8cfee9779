"""The demo with a check, a gate and somebody who takes disputes, of its own: what a site puts in its registries."""
