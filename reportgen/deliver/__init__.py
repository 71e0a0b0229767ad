"""Results on disk: documents, findings, workbooks."""
