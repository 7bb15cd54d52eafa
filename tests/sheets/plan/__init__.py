"""Tests of understanding a plan tracker."""
