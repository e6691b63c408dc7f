using System.Text;
using System.Text.Json;

namespace Naru.ObjectStorage.Requests;

/// <summary><c>GET /info</c>: what this store can do, by the names of Swift's middleware, and its limits.</summary>
internal static class Capabilities
{
    private static readonly string[] WithoutDetails = ["account_quotas", "container_quotas", "copy", "object_versioning", "staticweb"];
    private static readonly string[] Digests = ["sha1", "sha256", "sha512"];

    public static string Json { get; } = Write();

    private static string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteLimits(json);
            foreach (var name in WithoutDetails)
            {
                json.WriteStartObject(name);
                json.WriteEndObject();
            }
            Group(json, "bulk_delete", ("max_deletes_per_request", Limits.DeletesPerRequest), ("max_failed_deletes", Limits.DeletesPerRequest));
            Group(json, "bulk_upload", ("max_containers_per_extraction", Limits.ContainersPerExtraction), ("max_failed_extractions", Limits.FailedExtractions));
            Group(
                json, "slo", ("max_manifest_segments", Limits.ManifestSegments), ("max_manifest_size", Limits.ManifestBytes), ("min_segment_size", 1));
            json.WriteStartObject("symlink");
            json.WriteNumber("symloop_max", Limits.SymlinkHops);
            json.WriteBoolean("static_links", true);
            json.WriteEndObject();
            json.WriteStartObject("tempurl");
            List(json, "methods", ["GET", "HEAD", "PUT", "POST", "DELETE"]);
            List(json, "allowed_digests", Digests);
            json.WriteEndObject();
            json.WriteStartObject("formpost");
            List(json, "allowed_digests", Digests);
            json.WriteEndObject();
            json.WriteStartObject("versioned_writes");
            List(json, "allowed_flags", ["x-versions-location", "x-history-location"]);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteLimits(Utf8JsonWriter json)
    {
        json.WriteStartObject("swift");
        json.WriteNumber("max_file_size", Limits.LargestObject);
        json.WriteNumber("max_meta_name_length", Limits.MetadataName);
        json.WriteNumber("max_meta_value_length", Limits.MetadataValue);
        json.WriteNumber("max_meta_count", Limits.MetadataCount);
        json.WriteNumber("max_meta_overall_size", Limits.MetadataOverall);
        json.WriteNumber("max_header_size", Limits.HeaderLine);
        json.WriteNumber("max_object_name_length", Limits.ObjectName);
        json.WriteNumber("max_container_name_length", Limits.ContainerName);
        json.WriteNumber("max_account_name_length", Limits.AccountName);
        json.WriteNumber("container_listing_limit", Limits.ListingLength);
        json.WriteNumber("account_listing_limit", Limits.ListingLength);
        json.WriteBoolean("strict_cors_mode", true);
        json.WriteBoolean("allow_account_management", true);
        json.WriteStartArray("policies");
        json.WriteStartObject();
        json.WriteString("name", Containers.ContainerSettings.Policy);
        json.WriteBoolean("default", true);
        json.WriteString("aliases", Containers.ContainerSettings.Policy);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Group(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, long Value)> limits)
    {
        json.WriteStartObject(name);
        foreach (var (limit, value) in limits)
            json.WriteNumber(limit, value);
        json.WriteEndObject();
    }

    private static void List(Utf8JsonWriter json, string name, ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
