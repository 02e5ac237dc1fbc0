package network.reuse.gateway.feed;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An event as CloudEvents 1.0 (JSON event format) writes it, with the extensions {@code sequence}, {@code correlationid} and
 * {@code position}.
 */
@Schema(
        name = "FeedEvent",
        description = "Un événement au format JSON de CloudEvents 1.0 / An event in the JSON format of CloudEvents 1.0")
public record FeedEvent(
        @Schema(required = true, examples = "1.0", description = "Version de CloudEvents / Version of CloudEvents")
        String specversion,

        @Schema(required = true, description = "Unique dans le réseau, pour toujours / Unique in the network, for ever")
        UUID id,

        @Schema(required = true, examples = "refurb", description = "Le service qui le dit / The service that says it")
        String source,

        @Schema(required = true, examples = "refurb.DeviceReady.v1", description = "Ce qu'il dit / What it says")
        String type,

        @Schema(
                required = true,
                examples = "device/01980000-0000-7000-8000-000000000001",
                description = "Ce dont il parle / What it is about")
        String subject,

        @Schema(required = true, description = "Quand cela s'est passé / When it happened")
        Instant time,

        @Schema(
                required = true,
                examples = "application/json",
                description = "Le format de « data » / The format of \"data\"")
        String datacontenttype,

        @Schema(
                required = true,
                examples = "3",
                description =
                        "1, 2, 3 … parmi les événements de cette source sur ce sujet, sans trou / 1, 2, 3 … among the events of this source on this subject, without holes")
        String sequence,

        @Schema(
                required = true,
                description =
                        "Suit une demande dans tous les services qu'elle occupe / Follows one request through every service that it causes work in")
        UUID correlationid,

        @Schema(
                required = true,
                examples = "1.48213",
                description =
                        "Sa place dans le fil : reprenez la lecture par after= / Its place in the feed: read on with after=")
        String position,

        @JsonRawValue
        @Schema(
                required = true,
                type = SchemaType.OBJECT,
                implementation = Object.class,
                description =
                        "Le fait (« fact »), avec son territoire, son réseau (LIVE ou TEST) et ses dates, comme AsyncAPI le décrit / The fact, with its territory, its network (LIVE or TEST) and its times, as AsyncAPI describes it")
        String data) {}
