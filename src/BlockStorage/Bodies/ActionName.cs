using System.Text.Json;
using Naru.Primitives;

namespace Naru.BlockStorage.Bodies;

/// <summary>Which action a body asks for: the name of its one member.</summary>
internal static class ActionName
{
    public static Result<string> Of(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            return CinderErrors.EmptyBody;
        var names = body.EnumerateObject().Select(member => member.Name).Take(2).ToList();
        return names is [var one] ? one : Error.Invalid("There is no such action: the body must be an object with the name of one action.");
    }

    public static Error NoSuch(string name) => Error.Invalid($"There is no such action: {name}");
}
