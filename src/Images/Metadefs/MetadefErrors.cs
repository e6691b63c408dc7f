using Naru.Primitives;

namespace Naru.Images.Metadefs;

/// <summary>The refusals of the catalog of metadata definitions.</summary>
internal static class MetadefErrors
{
    public static Error NoNamespace(string name) =>
        Error.NotFound("MetadefNamespaceNotFound", $"Metadata definition namespace={name} was not found.");

    public static Error NamespaceExists(string name) => GlanceErrors.Conflict($"The metadata definition namespace={name} already exists.");

    public static Error IsProtected(string name) =>
        GlanceErrors.Forbidden($"Metadata definition namespace {name} is protected and cannot be deleted.");

    public static Error NotFound(string kind, string name, string space) =>
        Error.NotFound("NotFound", $"The metadata definition {kind} with name={name} was not found in namespace={space}.");

    public static Error Exists(string kind, string name, string space) =>
        GlanceErrors.Conflict($"A metadata definition {kind} with name={name} already exists in namespace={space}.");

    public static Error TooMany(string kind, string space) =>
        GlanceErrors.OverQuota($"A namespace has at most {MetadefLimits.Definitions} definitions of kind {kind}; namespace={space} would have more.");

    public static Error Mismatch(string schema, string reason) => Error.Invalid($"Provided object does not match schema '{schema}': {reason}.");

    public static Error ReadOnly(string attribute) => GlanceErrors.Forbidden($"Attribute '{attribute}' is read-only.");
}
