package network.reuse.allocation.application.request;

import java.util.List;

/**
 * A request that looks like ones that come before it in its group, for its sponsor to judge: they have a pack, or were made earlier. Who
 * they are for is asked for apart, and each time noted.
 *
 * @param alike the first twenty of these, oldest first
 */
public record NearMatchView(RequestView request, List<AlikeRequest> alike) {
    /**
     * A request that comes before it.
     *
     * @param agreeing the sets of fields that both have in common; empty where that was not kept yet
     */
    public record AlikeRequest(RequestView request, List<String> agreeing) {}
}
