"""The page of a post."""

from django.urls import path

from channels_blog.views import post

urlpatterns = [path("post/<int:number>/", post)]
