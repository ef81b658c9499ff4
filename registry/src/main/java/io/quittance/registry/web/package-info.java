/// The limits and problems of the registry, in addition to those that all services share.
@NullMarked
package io.quittance.registry.web;

import org.jspecify.annotations.NullMarked;
