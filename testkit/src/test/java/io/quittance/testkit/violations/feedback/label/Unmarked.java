package io.quittance.testkit.violations.feedback.label;

record Unmarked(String text) {}
