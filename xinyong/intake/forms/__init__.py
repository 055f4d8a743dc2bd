"""The layouts of files that authorities send: one module per form, found through ``registry``."""
