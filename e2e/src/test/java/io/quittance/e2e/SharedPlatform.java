package io.quittance.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Injects one [WholePlatform] into all test classes of a run and closes it at the end.
final class SharedPlatform implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == WholePlatform.class;
  }

  @Override
  public WholePlatform resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedPlatform.class))
        .computeIfAbsent(WholePlatform.class, _ -> WholePlatform.start(), WholePlatform.class);
  }
}
