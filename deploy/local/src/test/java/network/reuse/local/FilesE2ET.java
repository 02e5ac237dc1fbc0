package network.reuse.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import network.reuse.local.Partner.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Files in an object store, the one of {@code deploy/files}, as several processes of a service keep them. */
@EnabledIfSystemProperty(
        named = "files.endpoint",
        matches = "http.+",
        disabledReason = "needs an object store: ./reuse test --whole")
class FilesE2ET {
    private static final LocalNetwork NETWORK = RunningNetwork.get();

    @Test
    void aPhotoThatOneProcessKeepsIsGivenOutByAnother() {
        String photos = new Stock(NETWORK).received() + "/photos";
        String endpoint = requireNonNull(System.getProperty("files.endpoint"));
        ServiceProcess first = NETWORK.startExtra("refurb", settings(endpoint));
        ServiceProcess second = NETWORK.startExtra("refurb", settings(endpoint));

        Reply kept = add(first, photos).expect(201);
        String photo = photos + "/" + kept.body().path("id").asText();
        Reply found = workshop(second).get(photo).expect(200);

        assertThat(found.http().body()).isEqualTo(Stock.PHOTO);
        assertThat(found.http().headers().firstValue("etag"))
                .contains('"' + kept.body().path("sha256").asText() + '"');
    }

    @Test
    void withoutAnObjectStoreACallerIsToldToComeBackAndNothingIsHalfDone() {
        String device = new Stock(NETWORK).received();
        ServiceProcess refurb = NETWORK.startExtra("refurb", settings("http://127.0.0.1:9"));
        long version = workshop(refurb).get(device).expect(200).version();

        Reply refused = add(refurb, device + "/photos").expect(503);

        assertThat(refused.http().headers().firstValue("retry-after")).isPresent();
        assertThat(workshop(refurb).get(device + "/photos").expect(200).body()).isEmpty();
        assertThat(workshop(refurb).get(device).expect(200).version()).isEqualTo(version);
    }

    private static Map<String, String> settings(String endpoint) {
        return Map.of(
                "REUSE_FILES_STORE", "s3",
                "REUSE_FILES_S3_ENDPOINT", endpoint,
                "REUSE_FILES_S3_BUCKET", "files",
                "REUSE_FILES_S3_REGION", "us-east-1",
                "REUSE_FILES_S3_ACCESS_KEY", "S3RVER",
                "REUSE_FILES_S3_SECRET_KEY", "S3RVER");
    }

    private static Partner workshop(ServiceProcess refurb) {
        return new Partner(refurb.uri(), () -> NETWORK.token("atelier-strasbourg"));
    }

    private static Reply add(ServiceProcess refurb, String photos) {
        return workshop(refurb).post(photos, UUID.randomUUID().toString(), null, "image/webp", Stock.PHOTO);
    }
}
