"""What somebody did after a click: how it is reported, stored once, and credited to a share."""
