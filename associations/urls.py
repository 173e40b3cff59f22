"""The index of the app: address, page, rule, service, name."""

from django.urls import path

app_name = "associations"
urlpatterns: list = []
