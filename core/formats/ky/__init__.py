"""Kyrgyz."""
