namespace Naru.Rest.Policy;

/// <summary>What a policy is asked about: attributes of the object, by wire name.</summary>
public interface IPolicyTarget
{
    /// <returns>The attribute as text, or null when the object has none of that name.</returns>
    string? Attribute(string name);
}
