using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>A kind whose values are documents of their own: what was written of one is written again, as long as it lives.</summary>
/// <param name="inner">The kind that writes.</param>
/// <param name="isLasting">Whether the value is the one in the state; what is made anew for each answer is not worth remembering.</param>
public sealed class RememberedKind<TItem>(ValueKind<TItem> inner, Func<TItem, bool> isLasting) : ValueKind<TItem> where TItem : class
{
    private readonly ConditionalWeakTable<TItem, byte[]> _written = [];

    public override Result<TItem> Read(JsonElement json) => inner.Read(json);

    public override void Write(Utf8JsonWriter writer, TItem value)
    {
        if (!isLasting(value))
        {
            inner.Write(writer, value);
            return;
        }
        if (!_written.TryGetValue(value, out var json))
        {
            var buffer = new ArrayBufferWriter<byte>(512);
            using (var own = new Utf8JsonWriter(buffer, writer.Options))
                inner.Write(own, value);
            json = buffer.WrittenSpan.ToArray();
            _written.AddOrUpdate(value, json);
        }
        writer.WriteRawValue(json, skipInputValidation: true);
    }

    public override bool Matches(TItem value, string text) => inner.Matches(value, text);

    public override bool IsQueryable(string text) => inner.IsQueryable(text);

    public override int Compare(TItem left, TItem right) => inner.Compare(left, right);

    public override void WriteSchema(Utf8JsonWriter writer) => inner.WriteSchema(writer);
}
