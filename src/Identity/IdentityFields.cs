using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity;

/// <summary>The fields and kinds that several resources of the Identity API share.</summary>
internal static class IdentityFields
{
    /// <summary>Names of domains, projects and groups: 1 to 64 characters, not all of them blank.</summary>
    public static readonly TextKind ShortName = NameUpTo(64);

    /// <summary>Names of users, roles and services.</summary>
    public static readonly TextKind LongName = NameUpTo(255);

    /// <summary>The Identity API takes no text for a boolean.</summary>
    public static readonly FlagKind Flag = new() { JsonOnly = true };

    /// <summary>The id of another resource; whether it exists is for the rules to say.</summary>
    public static readonly TextKind Reference = Kinds.Text(64, min: 1);

    public static readonly TextKind Description = Kinds.Text(65_535);

    public static Field<T> Id<T>() where T : IdentityResource => new Field<T, string>("id", Kinds.Text(255), resource => resource.Id)
    {
        Query = Query.FilterSort,
    };

    public static ExtraAttributes<T> Extras<T>() where T : IdentityResource =>
        new(resource => resource.Extras, (resource, extras) => (T)(resource with { Extras = extras }));

    private static TextKind NameUpTo(int max) => new(1, max)
    {
        Check = text => string.IsNullOrWhiteSpace(text) ? $"'{text}' is blank: expected 1 to {max} characters" : null,
    };
}
