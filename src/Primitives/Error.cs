namespace Naru.Primitives;

/// <summary>What family of refusal an <see cref="Error"/> belongs to; each API's edge maps it to a status code.</summary>
public enum ErrorKind
{
    /// <summary>The request is malformed or a value is out of range (400).</summary>
    Invalid,

    /// <summary>No valid credentials (401).</summary>
    Unauthenticated,

    /// <summary>The caller may not do this (403).</summary>
    Forbidden,

    /// <summary>The thing does not exist, or the caller may not know that it does (404).</summary>
    NotFound,

    /// <summary>The state of the cloud forbids it: in use, duplicate, exhausted (409).</summary>
    Conflict,

    /// <summary>A quota would be exceeded (409 in Neutron, 413 or 403 elsewhere).</summary>
    OverQuota,

    /// <summary>A precondition such as If-Match failed (412).</summary>
    PreconditionFailed,

    /// <summary>The body is larger than what is accepted (413).</summary>
    TooLarge,

    /// <summary>What is asked for is a feature that does not exist here (501).</summary>
    NotSupported,

    /// <summary>A part that is needed is away; the request may be repeated (503).</summary>
    Unavailable,
}

/// <summary>Why a request was refused, in the words the caller will read.</summary>
/// <param name="Kind">The family, which decides the status code.</param>
/// <param name="Type">The API's own name of the error, such as <c>NetworkInUse</c>.</param>
/// <param name="Message">Names the thing, its id, what was wrong and what would have been right.</param>
public sealed record Error(ErrorKind Kind, string Type, string Message)
{
    public static Error Invalid(string message) => new(ErrorKind.Invalid, "InvalidInput", message);

    public static Error NotFound(string type, string message) => new(ErrorKind.NotFound, type, message);

    public static Error Conflict(string type, string message) => new(ErrorKind.Conflict, type, message);

    public static Error Forbidden(string type, string message) => new(ErrorKind.Forbidden, type, message);

    public override string ToString() => $"{Type}: {Message}";
}
