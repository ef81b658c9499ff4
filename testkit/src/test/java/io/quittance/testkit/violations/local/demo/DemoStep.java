package io.quittance.testkit.violations.local.demo;

public record DemoStep(String name) {}
