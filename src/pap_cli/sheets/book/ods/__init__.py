"""Reading .ods: the spreadsheets of LibreOffice and of other office programs."""
