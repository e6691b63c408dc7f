using System.Text.Json;
using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Ports.Bindings;

/// <summary>The declaration of a binding below a port (extension <c>binding-extended</c>).</summary>
internal static class BindingDocument
{
    private static readonly Field<HostBinding>[] Fields =
    [
        new Field<HostBinding, string>("host", Kinds.Text(255, min: 1), b => b.Binding.Host, (b, value) => b with { Binding = b.Binding with { Host = value } }),
        new Field<HostBinding, string>("vif_type", Kinds.Text(64), b => b.Binding.VifType),
        new Field<HostBinding, VifDetails?>("vif_details", PortKinds.VifDetails, b => b.Binding.Details),
        new Field<HostBinding, string>("vnic_type", PortKinds.VnicType, b => b.Binding.VnicType, (b, value) => b with { Binding = b.Binding with { VnicType = value } }),
        new Field<HostBinding, string>("profile", Kinds.Json, b => b.Binding.Profile, (b, value) => b with { Binding = b.Binding with { Profile = value } }),
        new Field<HostBinding, string>("status", Kinds.Text(16), b => b.IsActive ? "ACTIVE" : "INACTIVE"),
    ];

    /// <summary>What a request makes of a binding: a new one, or one that is there.</summary>
    public static ObjectKind<HostBinding> Onto(PortBinding binding) => new(() => new HostBinding(binding, IsActive: false), Fields)
    {
        Check = static read => read.Binding.Host.Length == 0 ? "the binding needs a 'host'" : null,
    };

    /// <param name="names">The fields to show; empty: all.</param>
    public static void Write(Utf8JsonWriter writer, IStateReader state, HostBinding binding, IReadOnlyCollection<string> names)
    {
        writer.WriteStartObject();
        foreach (var field in Fields)
        {
            if (names.Count > 0 && !names.Contains(field.Name))
                continue;
            writer.WritePropertyName(field.Name);
            field.Write(writer, state, binding);
        }
        writer.WriteEndObject();
    }

    /// <summary>Whether a binding is what a filter asks for; a filter by an unknown name is null.</summary>
    public static bool? Matches(IStateReader state, HostBinding binding, string name, string text) =>
        Array.Find(Fields, field => field.Name == name)?.Matches(state, binding, text);
}
