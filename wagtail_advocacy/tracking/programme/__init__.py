"""“Programme so far”: what became of a programme, on one page to show the board."""
