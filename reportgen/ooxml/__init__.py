"""Zip and OPC packages, read and written in one way. What stands in the parts is left to the rooms above.

`archive` the zip, `package` what its parts are called and how they refer to each other, `elements` their XML by lxml,
`names` the namespaces. No module here knows a finding: what is wrong is an exception, and the caller says it in the
words of its room. Only `elements` loads lxml, so that reading a workbook and filling a template can do without it.
"""
