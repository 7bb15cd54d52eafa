"""KPIs counted from records: by one definition, on an embedded engine or inside the council's own database."""
