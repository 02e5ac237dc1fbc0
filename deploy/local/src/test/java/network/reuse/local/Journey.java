package network.reuse.local;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.local.Partner.Reply;

/** A lot's way from its donor to the workshop, and a device's way over the bench, as partners' systems call it. */
final class Journey {
    /** What a donor and a recipient say as they sign a gift agreement. */
    static final String WORTH = "{\"highestUnitCents\":25000}";

    static final String COMMITMENT = "{\"legalQuality\":\"ESUS_REUSE_BODY\",\"commitsToReuse\":true}";

    private final Partner donor;
    private final Partner carrier;
    private final Partner workshop;
    private final String carrierId;
    private final String workshopId;

    Journey(LocalNetwork network) {
        donor = new Partner(network, "region-grand-est");
        carrier = new Partner(network, "transport-solidaire");
        carrierId = RunningNetwork.CARRIER;
        workshop = new Partner(network, "atelier-strasbourg");
        workshopId = RunningNetwork.WORKSHOP;
    }

    private Journey(Partner donor, Partner carrier, String carrierId, Partner workshop, String workshopId) {
        this.donor = donor;
        this.carrier = carrier;
        this.carrierId = carrierId;
        this.workshop = workshop;
        this.workshopId = workshopId;
    }

    /** The same among the organisations of the sandbox. */
    static Journey inTheSandbox(LocalNetwork network) {
        return new Journey(
                new Partner(network, "sandbox-donor"),
                new Partner(network, "sandbox-carrier"),
                RunningNetwork.SANDBOX_CARRIER,
                new Partner(network, "sandbox-workshop"),
                RunningNetwork.SANDBOX_WORKSHOP);
    }

    /** Offers so many laptops, which nobody has accepted yet; answers the lot's id. */
    String offer(String name, int laptops, String commune) {
        return donor.post("/v1/collection/lots", """
                        {"recipient":"%s","commune":"%s","partnerRef":"%s","quantities":[{"category":"LAPTOP","count":%d}]}""".formatted(workshopId, commune, name, laptops))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    /** Offers, accepts, fetches and registers so many laptops; answers the devices' ids. */
    List<String> bring(String name, int laptops, String commune) {
        String count = "{\"quantities\":[{\"category\":\"LAPTOP\",\"count\":" + laptops + "}]}";
        String path = "/v1/collection/lots/" + offer(name, laptops, commune);
        workshop.act(path + "/acceptance", 1, "{}").expect(200);
        agree(path);
        workshop.act(path + "/pickup", 2, """
                        {"carrier":"%s","from":"2026-12-01T08:00:00+01:00","until":"2026-12-01T12:00:00+01:00"}""".formatted(carrierId)).expect(200);
        carrier.act(path + "/loading", 3, count).expect(200);
        donor.act(path + "/collection", 4, count).expect(200);
        StringBuilder csv = new StringBuilder("category;manufacturer;model;serialNumber;partnerRef\n");
        for (int i = 0; i < laptops; i++) {
            csv.append("LAPTOP;Dell;Latitude 5490;%s-%d;%s-%d\n".formatted(name, i, name, i));
        }
        Reply report = workshop.post(path + "/devices", UUID.randomUUID().toString(), null, "text/csv", csv.toString())
                .expect(200);
        List<String> devices = new ArrayList<>();
        for (JsonNode row : report.body().path("rows")) {
            devices.add(row.path("deviceId").asText());
        }
        return devices;
    }

    /** Donor and workshop sign the gift agreement of a lot that is accepted. */
    void agree(String lot) {
        donor.post(lot + "/gift-agreement/donor-signature", WORTH).expect(200);
        workshop.post(lot + "/gift-agreement/recipient-signature", COMMITMENT).expect(200);
    }

    /** Unloads the truck: the workshop receives all of these in one call, once it has heard of them. */
    void receive(List<String> devices) {
        for (String device : devices) {
            await("refurb to expect " + device)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> workshop.get("/v1/refurb/devices/" + device).status() == 200);
        }
        String ids = String.join("\",\"", devices);
        workshop.post("/v1/refurb/receptions", "{\"deviceIds\":[\"" + ids + "\"]}")
                .expect(200);
    }

    /** Opens a received device and lists its one SSD. */
    Reply triage(String device) {
        String path = "/v1/refurb/devices/" + device;
        long version = workshop.get(path).expect(200).version();
        return workshop.act(path + "/triage", version, """
                        {"media":[{"serialNumber":"SSD-%s","kind":"SSD","bytes":256060514304}]}""".formatted(device)).expect(200);
    }

    /** Erases the SSD so that its level is PURGE. */
    Reply erase(String device, long version) {
        return workshop.act("/v1/refurb/devices/" + device + "/erasures", version, """
                        {"serialNumber":"SSD-%s","method":"SANITIZE_CRYPTO_ERASE","tool":"nwipe 0.43","bytesErased":256060514304,
                        "errors":0,"verified":true,"hiddenSectors":false,"status":"ERASED"}""".formatted(device))
                .expect(200);
    }

    /** Takes a received device all the way to READY. */
    void refurbish(String device) {
        refurbish(device, "T-01");
    }

    /** The same, mended by whoever has this reference, and checked by another. */
    void refurbish(String device, String staffRef) {
        String path = "/v1/refurb/devices/" + device;
        long version = erase(device, triage(device).version()).version();
        version = workshop.act(path + "/repairs", version, """
                        {"work":"Batterie remplacée","parts":["Batterie"],"staffRef":"%s"}""".formatted(staffRef))
                .expect(200)
                .version();
        version = workshop.act(path + "/grade", version, "{\"grade\":\"B\"}")
                .expect(200)
                .version();
        Reply ready = workshop.act(path + "/quality-check", version, """
                        {"passed":true,"staffRef":"T-02",
                        "checklist":{"charger":true,"storage":true,"system":true,"battery":true}}""").expect(200);
        if (!"READY".equals(ready.body().path("status").asText())) {
            throw new AssertionError("not ready: " + ready.body());
        }
    }

    Partner workshop() {
        return workshop;
    }

    Partner donor() {
        return donor;
    }
}
