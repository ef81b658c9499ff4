/// The registry of models: which versions exist, what they were made of, who let them serve.
@NullMarked
package io.quittance.registry;

import org.jspecify.annotations.NullMarked;
