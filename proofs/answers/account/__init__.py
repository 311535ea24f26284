"""What stands around an accepted claim, and whether it makes it another one."""
