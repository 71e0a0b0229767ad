"""What one would write by hand: read the workbook with openpyxl, fill the template with docxtpl, save. Checks nothing.

python cold_docxtpl.py WORKBOOK TEMPLATE CONTEXT OUTPUT; the context holds what the workbook does not say.
"""

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate
from openpyxl import load_workbook

workbook, template, context_path, output = sys.argv[1:]
context = json.loads(Path(context_path).read_text(encoding="utf-8"))
for sheet in load_workbook(workbook, data_only=True).worksheets:
    for row in sheet.iter_rows(values_only=True):
        if row and row[0] is not None:
            context[f"{sheet.title} {row[0]}"] = row[1:]
document = DocxTemplate(template)
document.render(context, autoescape=True)
document.save(output)
