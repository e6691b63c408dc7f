using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace Naru.ObjectStorage.Listings;

/// <summary>Writes listings in the three formats.</summary>
internal static class ListingWriter
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly XmlWriterSettings Xml = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    /// <param name="root">The XML element around all, <c>account</c> or <c>container</c>, with the name of what is listed.</param>
    /// <param name="element">The XML element of an item.</param>
    /// <param name="nameOf">The line of an item in the plain format.</param>
    /// <param name="fieldsOf">The fields of an item in the other formats.</param>
    public static async Task WriteAsync<T>(
        HttpContext http, ListingFormat format, IReadOnlyList<ListingEntry<T>> entries, (string Element, string Name) root, string element,
        Func<T, string> nameOf, Func<T, IEnumerable<(string Name, object Value)>> fieldsOf)
    {
        http.Response.ContentType = format.ContentType();
        if (format == ListingFormat.Plain && entries.Count == 0)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        var buffer = new ArrayBufferWriter<byte>(4096);
        switch (format)
        {
            case ListingFormat.Json:
                WriteJson(buffer, entries, fieldsOf);
                break;
            case ListingFormat.Xml:
                WriteXml(buffer, entries, root, element, fieldsOf);
                break;
            default:
                foreach (var entry in entries)
                    Encoding.UTF8.GetBytes($"{entry.RolledUp ?? nameOf(entry.Item!)}\n", buffer);
                break;
        }
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }

    private static void WriteJson<T>(
        IBufferWriter<byte> buffer, IReadOnlyList<ListingEntry<T>> entries, Func<T, IEnumerable<(string Name, object Value)>> fieldsOf)
    {
        using var writer = new Utf8JsonWriter(buffer, Json);
        writer.WriteStartArray();
        foreach (var entry in entries)
        {
            writer.WriteStartObject();
            if (entry.RolledUp is { } rolledUp)
            {
                writer.WriteString("subdir", rolledUp);
            }
            else
            {
                foreach (var (name, value) in fieldsOf(entry.Item!))
                    Write(writer, name, value);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case long number:
                writer.WriteNumber(name, number);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            default:
                writer.WriteString(name, (string)value);
                break;
        }
    }

    private static void WriteXml<T>(
        ArrayBufferWriter<byte> buffer, IReadOnlyList<ListingEntry<T>> entries, (string Element, string Name) root, string element,
        Func<T, IEnumerable<(string Name, object Value)>> fieldsOf)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Xml))
        {
            writer.WriteStartDocument();
            writer.WriteStartElement(root.Element);
            writer.WriteAttributeString("name", root.Name);
            foreach (var entry in entries)
            {
                if (entry.RolledUp is { } rolledUp)
                {
                    writer.WriteStartElement("subdir");
                    writer.WriteAttributeString("name", rolledUp);
                    writer.WriteElementString("name", rolledUp);
                }
                else
                {
                    writer.WriteStartElement(element);
                    foreach (var (name, value) in fieldsOf(entry.Item!))
                        writer.WriteElementString(name, value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                }
                writer.WriteEndElement();
            }
            writer.WriteEndElement();
            writer.WriteEndDocument();
        }
        buffer.Write(stream.ToArray());
    }
}
