using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Listings;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Bulk;

/// <summary>What came of many operations in one request. The answer is always 200; the outcome is in the body.</summary>
internal sealed class BulkOutcome
{
    private readonly List<(string Name, string Status)> _errors = [];

    public int Failures => _errors.Count;

    /// <summary>The counts of the operation, by the names they have in the answer.</summary>
    public required (string Name, long Count)[] Counts { get; init; }

    /// <summary>The status when nothing failed.</summary>
    public required int Success { get; init; }

    /// <summary>Why the whole could not be done.</summary>
    public Error? Refused { get; set; }

    public void Count(string name)
    {
        var at = Array.FindIndex(Counts, count => count.Name == name);
        Counts[at].Count++;
    }

    public void Fail(string name, Error error) => _errors.Add((name, SwiftErrors.Line(error)));

    public Task AnswerAsync(StorageRequest request)
    {
        var format = ListingFormats.Of(request).TryGet(out var asked, out _) ? asked : ListingFormat.Plain;
        return request.Http.TextAsync(StatusCodes.Status200OK, format.ContentType(), format switch
        {
            ListingFormat.Json => Json(),
            ListingFormat.Xml => Xml(),
            _ => Plain(),
        });
    }

    private string Status => Refused is { } refused ? SwiftErrors.Line(refused)
        : SwiftErrors.Line(_errors.Count > 0 ? StatusCodes.Status400BadRequest : Success);

    private string Plain() => string.Concat([
        .. Counts.Select(count => $"{count.Name}: {count.Count}\n"),
        $"Response Body: {Refused?.Message}\n",
        $"Response Status: {Status}\n",
        "Errors:\n",
        .. _errors.Select(error => $"{error.Name}, {error.Status}\n")]);

    private string Json()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var (name, count) in Counts)
                json.WriteNumber(name, count);
            json.WriteString("Response Body", Refused?.Message ?? "");
            json.WriteString("Response Status", Status);
            json.WriteStartArray("Errors");
            foreach (var (name, status) in _errors)
            {
                json.WriteStartArray();
                json.WriteStringValue(name);
                json.WriteStringValue(status);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private string Xml()
    {
        var root = Counts.Any(count => count.Name == "Number Deleted") ? "delete" : "extract";
        var text = new StringBuilder($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root}>\n");
        foreach (var (name, count) in Counts)
            text.Append(Element(name, count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        text.Append(Element("Response Body", Refused?.Message ?? "")).Append(Element("Response Status", Status)).Append("<errors>\n");
        foreach (var (name, status) in _errors)
            text.Append("<object>").Append(Element("Name", name)).Append(Element("Status", status)).Append("</object>\n");
        return text.Append($"</errors>\n</{root}>\n").ToString();

        static string Element(string name, string value)
        {
            var tag = name.ToLowerInvariant().Replace(' ', '_');
            return $"<{tag}>{Answers.Escape(value)}</{tag}>\n";
        }
    }
}
