using Naru.Primitives;

namespace Naru.Images.Attributes;

/// <summary>The path of a patch: <c>/</c> and the name of an attribute, escaped as RFC 6901 §3 says.</summary>
internal static class JsonPointer
{
    /// <returns>The name.</returns>
    public static Result<string> Parse(string path)
    {
        if (path is not ['/', .. { Length: > 0 } name])
            return Error.Invalid($"Pointer `{path}` does not start with \"/\" and the name of an attribute.");
        if (name.Contains('/'))
            return Error.Invalid($"Invalid JSON pointer for this resource: '{path}': attributes have no parts that can be changed.");
        for (var at = name.IndexOf('~'); at >= 0; at = name.IndexOf('~', at + 1))
        {
            if (at + 1 == name.Length || name[at + 1] is not ('0' or '1'))
                return Error.Invalid($"Pointer `{path}` contains \"~\" that is not part of a recognized escape sequence.");
        }
        return name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}
