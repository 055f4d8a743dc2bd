"""Files from authorities: read, decoded row by row into commands, filed in batches.

``reading`` turns bytes into records, ``forms`` turns records into commands of the register or
into refusals that say what to do, ``running`` files them and accounts for every row.
"""
