using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Network;

/// <summary>The bodies of actions that change one list of a resource: <c>{"sub_ports": […]}</c>.</summary>
internal static class ActionBody
{
    /// <summary>The value that the body has under a name, or what is wrong with it.</summary>
    public static Result<T> Read<T>(JsonElement body, string name, ValueKind<T> kind)
    {
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty(name, out var json))
            return NetworkErrors.BadRequest($"Unable to find '{name}' in request body");
        return kind.Read(json).TryGet(out var value, out var reason)
            ? value
            : NetworkErrors.BadRequest($"Invalid input for {name}. Reason: {reason.Message}.");
    }
}
