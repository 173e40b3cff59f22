"""The index of the app: address, page, rule, service, name."""

from django.urls import path

app_name = "meetings"
urlpatterns: list = []
