using System.Diagnostics.CodeAnalysis;
using Naru.Lab;
using Naru.Lab.Processes;
using Naru.Primitives;
using Naru.Tour;
using Naru.Tour.Chapters;
using Naru.Tour.Exercises;
using Naru.Tour.Running;
using Naru.Tour.Steps;
using Spectre.Console;

namespace Naru.Commands;

/// <summary>The course with a learner: a step is shown, and a word says how it goes on.</summary>
internal sealed class CourseSession(Workshop workshop, TourLanguage language)
{
    private static readonly Said Welcome = new(
        "Words: (Enter) run the step, then the next one · n next · b back · r run · l list · a chapter's name · q quit. In an exercise: h hint · c check · m mend.",
        "명령: (Enter) 단계를 실행하고 다음으로 · n 다음 · b 이전 · r 실행 · l 목록 · 장 이름 · q 끝내기. 연습에서는: h 힌트 · c 확인 · m 고치기.");

    private static readonly Said Begun = new("It is broken now. Look for it in another terminal; c checks, h helps.", "이제 고장 났습니다. 다른 터미널에서 찾아보세요. c로 확인하고 h로 힌트를 봅니다.");
    private static readonly Said Mended = new("It works again. Well done.", "다시 됩니다. 잘하셨습니다.");
    private static readonly Said Still = new("Not yet:", "아직입니다:");
    private static readonly Said NoMoreHints = new("That was the last hint.", "힌트는 여기까지입니다.");
    private static readonly Said NotBegun = new("Run the exercise first (r).", "먼저 연습을 실행하세요(r).");
    private static readonly Said NoExercise = new("This step is no exercise.", "이 단계는 연습이 아닙니다.");
    private static readonly Said Unknown = new("There is no such word.", "그런 명령은 없습니다.");
    private static readonly Said Later = new("'naru course' goes on from here.", "'naru course'로 여기서부터 이어집니다.");
    private static readonly Said End = new("That was the course. 'naru down' ends the lab.", "과정이 끝났습니다. 'naru down'으로 실습 환경을 정리합니다.");

    private readonly CourseConsole _console = new(language);
    private int _chapter;
    private int _step;
    private int _hints;
    private bool _isRun;
    private bool _isBroken;

    private Chapter Chapter => Contents.Chapters[_chapter];

    private Step Step => Chapter.Steps[_step];

    private Exercise? Exercise => (Step as Practice)?.Exercise;

    /// <param name="wanted">Null: where the learner stopped, or the beginning.</param>
    public async Task<int> RunAsync(Chapter? wanted, CancellationToken cancellation)
    {
        _console.Say(Welcome);
        if (!(await BeginAsync(wanted, cancellation)).TryGet(out _, out var error))
            return Answer.Refuse(error);
        Show();
        while (Ask() is { } word)
        {
            if (word is "q" or "quit")
                break;
            var (isAtEnd, failure) = await ObeyAsync(word, cancellation);
            if (failure is not null)
                AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
            if (isAtEnd)
                return Answer.Success;
        }
        Keep();
        _console.Say(Later);
        return Answer.Success;
    }

    private async Task<Result<Done>> BeginAsync(Chapter? wanted, CancellationToken cancellation)
    {
        var kept = Bookmark.Load(workshop.Directory);
        var known = kept is null ? -1 : IndexOf(kept.Chapter);
        if (kept is not null && known >= 0 && kept.Step < Contents.Chapters[known].Steps.Count)
        {
            (_chapter, _step, _isBroken, _isRun) = (known, kept.Step, kept.IsBroken, kept.IsBroken);
            if (wanted is null || wanted == Chapter)
                return Done.Ok;
        }
        return await GoAsync(wanted is null ? 0 : IndexOf(wanted.Name), 0, cancellation);
    }

    private async Task<(bool IsAtEnd, Error? Failure)> ObeyAsync(string word, CancellationToken cancellation)
    {
        switch (word)
        {
            case "" when !_isRun && Step is not Reading:
            case "r" or "run":
                return (false, await ChangeAsync(RunStepAsync, cancellation));
            case "" or "n" or "next":
                return await NextAsync(cancellation);
            case "b" or "back":
                return (false, await BackAsync(cancellation));
            case "l" or "list":
                List();
                return (false, null);
            case "h" or "hint":
                Hint();
                return (false, null);
            case "c" or "check":
                return (false, await ChangeAsync(CheckAsync, cancellation));
            case "m" or "mend":
                return (false, await ChangeAsync(MendAsync, cancellation));
        }
        if (IndexOf(word) is >= 0 and var found)
            return (false, await MoveAsync(found, 0, cancellation));
        _console.Say(Unknown);
        _console.Say(Welcome);
        return (false, null);
    }

    private async Task<(bool IsAtEnd, Error? Failure)> NextAsync(CancellationToken cancellation)
    {
        if (_step + 1 < Chapter.Steps.Count)
            return (false, await MoveAsync(_chapter, _step + 1, cancellation));
        if (_chapter + 1 < Contents.Chapters.Count)
            return (false, await MoveAsync(_chapter + 1, 0, cancellation));
        if (await ChangeAsync(LeaveAsync, cancellation) is { } failure)
            return (false, failure);
        Bookmark.Remove(workshop.Directory);
        _console.Say(End);
        return (true, null);
    }

    private Task<Error?> BackAsync(CancellationToken cancellation)
    {
        if (_step > 0)
            return MoveAsync(_chapter, _step - 1, cancellation);
        return _chapter > 0 ? MoveAsync(_chapter - 1, Contents.Chapters[_chapter - 1].Steps.Count - 1, cancellation) : MoveAsync(0, 0, cancellation);
    }

    private async Task<Error?> MoveAsync(int chapter, int step, CancellationToken cancellation)
    {
        var failure = await ChangeAsync(inside => GoAsync(chapter, step, inside), cancellation);
        Show();
        return failure;
    }

    private async Task<Result<Done>> GoAsync(int chapter, int step, CancellationToken cancellation)
    {
        var isOther = chapter != _chapter || (step == 0 && _step == 0);
        if (!(await LeaveAsync(cancellation)).TryGet(out _, out var error))
            return error;
        (_chapter, _step, _hints, _isRun) = (chapter, step, 0, false);
        Keep();
        return isOther ? await Preparation.RunAsync(workshop, Chapter, cancellation) : Done.Ok;
    }

    /// <summary>What is broken is mended before the learner goes on.</summary>
    private async Task<Result<Done>> LeaveAsync(CancellationToken cancellation)
    {
        if (_isBroken && Exercise is { } exercise && !(await exercise.CleanUpAsync(workshop, cancellation)).TryGet(out _, out var error))
            return error;
        _isBroken = false;
        return Done.Ok;
    }

    private async Task<Result<Done>> RunStepAsync(CancellationToken cancellation)
    {
        var outcome = await new StepRunner(workshop, _console).RunAsync(Step, cancellation);
        _isRun = true;
        if (Exercise is not null && outcome.Succeeded)
        {
            _isBroken = true;
            Keep();
            _console.Say(Begun);
        }
        return outcome;
    }

    private void Hint()
    {
        if (Exercise is null)
            _console.Say(NoExercise);
        else
            _console.Say(_hints < Exercise.Hints.Count ? Exercise.Hints[_hints++] : NoMoreHints);
    }

    private async Task<Result<Done>> CheckAsync(CancellationToken cancellation)
    {
        if (!CanBeMended(out var exercise))
            return Done.Ok;
        if (!(await exercise.CheckAsync(workshop, cancellation)).TryGet(out _, out var error))
        {
            _console.Say(Still);
            return error;
        }
        _console.Say(Mended);
        return await LeaveAsync(cancellation);
    }

    private async Task<Result<Done>> MendAsync(CancellationToken cancellation)
    {
        if (!CanBeMended(out var exercise))
            return Done.Ok;
        _console.Say(exercise.Solution);
        return await LeaveAsync(cancellation);
    }

    private bool CanBeMended([NotNullWhen(true)] out Exercise? exercise)
    {
        exercise = Exercise;
        if (exercise is null || !_isBroken)
            _console.Say(exercise is null ? NoExercise : NotBegun);
        return exercise is not null && _isBroken;
    }

    /// <summary>Changes the lab, while no other command does; says why it did not work out.</summary>
    private async Task<Error?> ChangeAsync(Func<CancellationToken, Task<Result<Done>>> change, CancellationToken cancellation)
    {
        if (!LabLock.Take(workshop.Directory).TryGet(out var taken, out var busy))
            return busy;
        using (taken)
        {
            try
            {
                return (await change(cancellation)).Error;
            }
            catch (ToolFailedException failure)
            {
                return new Error(ErrorKind.Unavailable, "ToolFailed", failure.Message);
            }
        }
    }

    private void Keep() => new Bookmark(Chapter.Name, _step, _isBroken).Save(workshop.Directory);

    private void Show()
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[bold]{_chapter + 1}.{_step + 1}  {Markup.Escape(Chapter.Title.In(language))} · {Markup.Escape(Step.Title.In(language))}[/]").LeftJustified());
        _console.Say(Step.Text);
        if (Step is OnHost commands)
            AnsiConsole.MarkupLineInterpolated($"\n[grey]{commands.Target}: {string.Join(" ; ", commands.Lines.Select(line => line.Command))}[/]");
        if (_isBroken)
            _console.Say(Begun);
    }

    private void List()
    {
        for (var chapter = 0; chapter < Contents.Chapters.Count; chapter++)
        {
            AnsiConsole.MarkupLineInterpolated($"[bold]{chapter + 1}. {Contents.Chapters[chapter].Title.In(language)}[/] [grey]{Contents.Chapters[chapter].Name}[/]");
            for (var step = 0; step < Contents.Chapters[chapter].Steps.Count; step++)
                AnsiConsole.WriteLine($"   {(chapter == _chapter && step == _step ? ">" : " ")} {chapter + 1}.{step + 1} {Contents.Chapters[chapter].Steps[step].Title.In(language)}");
        }
    }

    private static int IndexOf(string chapter) => Contents.Chapters.ToList().FindIndex(known => known.Name == chapter);

    private static string? Ask()
    {
        AnsiConsole.Write("\n> ");
        return Console.In.ReadLine()?.Trim();
    }
}
