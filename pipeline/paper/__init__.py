"""From words on paper to a text: what stands beside what, what goes on where, what is no part of the document.

A reader of a paged format (`pipeline.ingest`) gives the words of each page with their boxes, from a text layer or from a scan;
`pipeline.paper.compose` makes the text of them.
"""
