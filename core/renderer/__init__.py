"""The renderer: a process of its own that turns HTML into PDF/A, within limits.

``client`` is what the house calls; it never imports the layout engine. The rest runs in the
renderer's own processes, which know no database, no secret and no network.
"""
