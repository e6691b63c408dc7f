namespace Naru.Rest.Doctor;

/// <summary>Something in the state that breaks an invariant.</summary>
/// <param name="Object">The kind and id of the object, with its name if it has one: <c>port 7c0e… 'www1'</c>.</param>
/// <param name="Found">What is wrong with it.</param>
/// <param name="Expected">What would be right.</param>
public sealed record Violation(string Object, string Found, string Expected)
{
    public static string Title(string kind, string id, string? name = null) => name is { Length: > 0 } ? $"{kind} {id} '{name}'" : $"{kind} {id}";
}
