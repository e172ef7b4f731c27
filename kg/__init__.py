"""jjj-kg: from Chinese news text to a graph of the Beijing–Tianjin–Hebei innovation ecosystem that can be asked."""

__version__ = "0.1.0"
