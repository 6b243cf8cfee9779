"""Vacancies from applicant tracking systems."""
