"""The local web page on which plans are read beside their findings, and corrected: `kehoach review RUN_OR_DB`.

The server gives JSON and static files; nothing from a plan is ever put into markup, pages build text nodes only.
"""
