package io.quittance.web;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.jspecify.annotations.Nullable;

/// Names, in the OpenAPI document of every service, what a token can be refused for. Named by the
/// setting `mp.openapi.filter`.
public final class DocumentedRefusals implements OASFilter {

  private static final String FORBIDDEN =
      "No role of the token permits it (`forbidden`), the token names no tenant (`tenant-missing`),"
          + " or its subject or tenant cannot be used (`caller-unusable`)";

  @Override
  public PathItem filterPathItem(PathItem path) {
    path.getOperations().values().forEach(DocumentedRefusals::add);
    return path;
  }

  private static void add(@Nullable Operation operation) {
    if (operation != null) {
      if (operation.getResponses() == null) {
        operation.setResponses(OASFactory.createAPIResponses());
      }
      operation
          .getResponses()
          .addAPIResponse("403", OASFactory.createAPIResponse().description(FORBIDDEN));
    }
  }
}
