"""What is typed after `gazette`: a module for each group of commands.

Each command parses, calls one function, prints what came of it, and returns the exit code.  What it calls is
imported inside the command, so that `gazette --help` loads none of it.
"""
