"""The one error of the exporter."""


class ExportError(Exception):
    """What was expected, what came, and where: fit to be shown without a stack trace."""
