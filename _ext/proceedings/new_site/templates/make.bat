@echo off
rem For Windows: make html, make live, make check, make upgrade, make clean. What is installed goes into .venv.
setlocal
cd /d "%~dp0"
if "%PYTHON%"=="" set PYTHON=py -3
set BIN=.venv\Scripts

if "%1"=="clean" goto clean
if "%1"=="upgrade" goto upgrade
if not exist %BIN%\proceedings.exe call :install || exit /b 1
if "%1"=="" goto html
if "%1"=="html" goto html
if "%1"=="live" goto live
if "%1"=="check" goto check
echo There is no "make %~1". There are: make html, make live, make check, make upgrade, make clean
exit /b 1

:html
%BIN%\python -m sphinx -nW --keep-going -q -d _build\doctrees -b html . _build\html
if errorlevel 1 (
  del /q _build\doctrees\environment.pickle 2>nul
  exit /b 1
)
echo Open %CD%\_build\html\index.html
exit /b 0

:live
%BIN%\proceedings live --open
exit /b %errorlevel%

:check
%BIN%\proceedings check
exit /b %errorlevel%

:upgrade
call :install || exit /b 1
%BIN%\proceedings schema --write .
exit /b %errorlevel%

:clean
if exist _build rmdir /s /q _build
del /s /q *.stub >nul 2>nul
exit /b 0

:install
findstr /b proceedings requirements.txt >nul
if errorlevel 1 (
  if exist %BIN%\proceedings.exe exit /b 0
  echo requirements.txt does not say yet where the extension is to be had: see there. Until it does, install it by
  echo hand, from where you have it: %PYTHON% -m venv .venv, then %BIN%\pip install WHERE-IT-IS
  exit /b 1
)
echo Installing into .venv (this takes a minute)
%PYTHON% -m venv .venv
if errorlevel 1 (
  echo This needs Python 3.11 or later: https://www.python.org/downloads/
  exit /b 1
)
%BIN%\python -m pip install --quiet --disable-pip-version-check --upgrade --requirement requirements.txt
exit /b %errorlevel%
