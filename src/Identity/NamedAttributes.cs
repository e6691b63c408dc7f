using Naru.Rest.Policy;

namespace Naru.Identity;

/// <summary>The target of a policy about something that is no resource of its own, such as a role assignment.</summary>
internal sealed class NamedAttributes(params (string Name, string? Value)[] attributes) : IPolicyTarget
{
    public string? Attribute(string name) =>
        Array.Exists(attributes, attribute => attribute.Name == name) ? Find(name) : Find(name[(name.IndexOf('.') + 1)..]);

    // Keystone's rules name the resource before its attribute: trust.trustor_user_id.
    private string? Find(string name)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Name == name)
                return attribute.Value;
        }
        return null;
    }
}
