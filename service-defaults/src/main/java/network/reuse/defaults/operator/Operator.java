package network.reuse.defaults.operator;

import org.jspecify.annotations.Nullable;

/**
 * Who stands at the desk.
 *
 * @param name what is kept with a decision; null when the caller has the key and gave no name that will do
 */
record Operator(@Nullable String name) {}
