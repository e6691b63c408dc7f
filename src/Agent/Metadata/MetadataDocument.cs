using System.Text;
using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>What is sent for a path.</summary>
public sealed record MetadataDocument(string ContentType, EquatableList<byte> Content)
{
    public const string PlainText = "text/plain; charset=UTF-8";
    public const string Json = "application/json";

    public static MetadataDocument Text(string text) => new(PlainText, EquatableList.Create<byte>(Encoding.UTF8.GetBytes(text)));

    public override string ToString() => Encoding.UTF8.GetString(Content.Items.AsSpan());
}
