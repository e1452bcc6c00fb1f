"""Hostile and broken input, each through the whole tool beside two pages that are sound.

row        what a row is; the table that is made of all of them
world      a folder with things of somebody else, in which an export is run and looked at
pages      what a post is at the least, and the two sound ones
markup …   the rows, a module for each kind
rows       all of them
"""
