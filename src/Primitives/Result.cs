using System.Diagnostics.CodeAnalysis;

namespace Naru.Primitives;

/// <summary>A value, or why there is none. Expected refusals travel this way; exceptions are for bugs and broken machines.</summary>
public readonly struct Result<T>
{
    private Result(T? value, Error? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Error is null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);

    /// <summary>Continues with the value, or passes the error on.</summary>
    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next) => Succeeded ? next(Value) : Error;

    public Result<TNext> Map<TNext>(Func<T, TNext> map) => Succeeded ? map(Value) : Error;

    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Error? error)
    {
        (value, error) = (Value, Error);
        return Error is null;
    }

    /// <summary>The value of a result that is known to have one; anything else is a bug and throws.</summary>
    public T Unwrap() => Succeeded ? Value : throw new InvalidOperationException(Error.ToString());
}

/// <summary>The value of a <see cref="Result{T}"/> that has nothing to say but that it succeeded.</summary>
public readonly record struct Done
{
    public static Result<Done> Ok => default(Done);
}
