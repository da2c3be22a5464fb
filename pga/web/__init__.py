"""What every page needs: base form, fields, Dutch dates, headers, guards. No domain."""
