"""Other programs asked the same question: recsel (recutils), papis, VisiData."""
