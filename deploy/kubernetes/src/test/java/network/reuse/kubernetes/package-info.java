/** Holds the manifests that {@code kubectl} renders to the models of their kinds, to what the code declares and to the rules of this network. */
@NullMarked
package network.reuse.kubernetes;

import org.jspecify.annotations.NullMarked;
