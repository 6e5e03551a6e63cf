"""Predictions over HTTP, alerts over WebSocket, and the web page."""
